"""What can be known of a patient, and what a protocol asks."""
