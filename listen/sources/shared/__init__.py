"""What sources share: reading answers with suspicion, keys and addresses."""
