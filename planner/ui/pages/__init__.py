"""The pages of the window: what stands in the place of the plan when the clerk goes there by the rail."""
