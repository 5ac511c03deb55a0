"""Did something change, beyond chance and beyond what would have happened anyway?"""
