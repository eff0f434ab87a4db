"""Pages on which editors work through queues, one item at a time."""
