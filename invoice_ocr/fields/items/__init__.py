"""Line items, in tables with headed columns or on a till roll, and which reading of them the sums confirm."""
