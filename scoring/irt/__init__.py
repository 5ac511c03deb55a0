"""Item response theory: what each answer says about the level of the trait."""
