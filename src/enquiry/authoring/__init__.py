"""What a publisher writes: YAML files, whether they have the right shape, and what is wrong."""
