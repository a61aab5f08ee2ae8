"""The receipt printer of the practice village: speaks ESC/POS, runs out of paper, and shows what it printed."""
