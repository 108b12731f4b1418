"""From what a page prints to what EN 16931 demands: derived by documented rules, or refused with the paths."""
