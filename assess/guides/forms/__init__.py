"""Input: job analyses, anchors put back, guides."""
