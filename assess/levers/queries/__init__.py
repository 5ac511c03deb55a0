"""Reading the registry, what leaders believe and the evidence, as a viewer may."""
