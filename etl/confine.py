"""The limits that a child process sets for itself before it opens somebody's workbook."""

from etl.limits import LIMITS


def confine_myself(*, may_write: bool) -> None:
    """Memory, CPU time, no core file, and unless `may_write` no file at all."""
    try:
        import resource
    except ImportError:  # Windows has no resource module; the parent's wall-clock limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.child_memory_bytes, LIMITS.child_memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMITS.child_cpu_seconds, LIMITS.child_cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not may_write:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
