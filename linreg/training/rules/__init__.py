"""The optimizers' update rules, one pure function a file: many runs at once, in the very operations of torch.optim."""
