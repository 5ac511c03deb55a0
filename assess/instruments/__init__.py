"""The library of instruments: what ships with the product, what was uploaded, and what is published for use."""
