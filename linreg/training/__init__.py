"""The blackboard's loop: a config, a run, and what runs it."""
