"""What a tool gives back, by whatever way: checked before anybody else sees it."""
