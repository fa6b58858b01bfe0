"""The interactive figure: what it shows, how it travels, where it is mounted."""

from visualizer.stage.scene import Scene, pack

__all__ = ["Scene", "pack"]
