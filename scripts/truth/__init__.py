"""Rendered exercise clips whose joint positions, repetitions, holds and faults are known exactly.

The flow: recipe -> schedule (when) -> exercise (pose at phase u) -> body (skinned mesh, joints) -> camera ->
renderer (picture) and measures (truth). World: metres, Z up, floor at z = 0; a standing person faces -Y with
the left side towards +X.
"""
