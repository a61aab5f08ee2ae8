// The shell of every page: the live channel, the clocks, the shortcut keys.
import { connect } from "./live.js";
import { tick } from "./clock.js";
import { listenForKeys } from "./keys.js";
import { fadeNotices } from "./notices.js";
import { listenForCodes } from "./wedge.js";

connect();
tick();
listenForKeys();
fadeNotices();
listenForCodes();

// Where F5 is no answer: a page restored from the browser's memory is older than the channel.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
