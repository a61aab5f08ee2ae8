// Shared by all pages of one browser: holds the only connection, passes everything on, and tells late-comers what is so now.
import { open } from "./live-source.js";

const ports = new Set();
const slots = new Map();
let state = "down", signedOut = false, running = false;

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => { if (data === "leave") ports.delete(port); };
  port.start();
  if (!running || signedOut) return begin();
  port.postMessage({ event: state, content: null });
  if (state === "up") for (const content of slots.values()) port.postMessage({ event: "slot", content });
};

function begin() {
  running = true;
  signedOut = false;
  open((event, content) => {
    if (event === "slot") slots.set(content.slot, content);
    if (event === "up" || event === "down") state = event;
    if (event === "down") slots.clear();
    if (event === "signed-out") signedOut = true;
    for (const port of ports) port.postMessage({ event, content });
  });
}
