"""What one submission may use."""

from traitlets import Integer
from traitlets.config import Configurable

from instructor.sandbox.messages import KernelLimits


class Limits(Configurable):
    """What one submission may use. Set as `c.Limits.memory = ...` in nbgrader_config.py."""

    seconds = Integer(1200, help="for a notebook; c.Execute.timeout is for a cell").tag(config=True)
    patience = Integer(10, help="seconds for a cell to end once it has been interrupted").tag(config=True)
    memory = Integer(4 * 2**30, help="bytes of memory, over all processes").tag(config=True)
    processes = Integer(500, help="processes and threads").tag(config=True)
    disk = Integer(500 * 2**20, help="bytes written to each of the submission's folders").tag(config=True)
    files = Integer(20_000, help="files in each of the submission's folders").tag(config=True)
    output = Integer(10 * 2**20, help="bytes of output of a notebook").tag(config=True)

    def of_kernel(self) -> KernelLimits:
        """Return what the kernel itself sees to."""
        return KernelLimits(
            seconds=self.seconds,
            memory=self.memory,
            processes=self.processes,
            disk=self.disk,
            files=self.files,
        )
