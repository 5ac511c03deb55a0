"""Who rates harshly, by how much, and whether it matters: ratings of panels, vignettes and imports read together."""
