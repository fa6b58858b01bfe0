"""The interactive figure: how views travel, where they are mounted, the page to keep."""
