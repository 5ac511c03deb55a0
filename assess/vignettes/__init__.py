"""Written interviews: who trains on them, who sets their gold, and who is certified until when."""
