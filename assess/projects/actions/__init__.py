"""Starting projects, keeping the scorecard, handing results to leaders, logging decisions."""
