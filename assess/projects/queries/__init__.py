"""Reading projects: where to start, how far the steps are, the scorecard, the picture, packs and the log."""
