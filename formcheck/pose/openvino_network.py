"""Runs a model file on OpenVINO in bfloat16: the same weights in less time (docs/accuracy/frontier.md).

Needs the extra ``formcheck[openvino]`` and a processor that computes in bfloat16 (AVX-512 BF16 or AMX: Intel
since Sapphire Rapids, AMD since Zen 4). On others OpenVINO would quietly compute something else, so that the
same clip gave other numbers elsewhere: there it is refused.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from formcheck.errors import BackendError, ModelError
from formcheck.pose.pose import FloatArray

INSTALL = 'pip install "formcheck[openvino]"'
_DEVICE, _CAPABILITY = "CPU", "BF16"
_REPORTER = "openvino_telemetry"


class OpenVinoNetwork:
    """A loaded model with one input (a `Network`).

    Args:
        model: the bytes of an ONNX file.
        shape: of its input; fixed, which spares OpenVINO work at every call.
        exact: outputs whose last layer is computed in float32, all from the same layer. In bfloat16 the last
            layer alone costs the world landmarks more than all layers before it together: centimetres.
        threads: cores one call may use.
        precision: ``bf16``, or ``f32`` for the whole model.

    Raises:
        BackendError: OpenVINO is missing, or the processor cannot compute in bfloat16.
        ModelError: OpenVINO cannot load the bytes.
    """

    def __init__(
        self,
        model: bytes,
        shape: tuple[int, ...],
        *,
        exact: tuple[str, ...] = (),
        threads: int = 1,
        precision: str = "bf16",
    ) -> None:
        self._ov = _openvino()
        core = self._ov.Core()
        if precision == "bf16" and _CAPABILITY not in core.get_property(_DEVICE, "OPTIMIZATION_CAPABILITIES"):
            raise BackendError("this processor does not compute in bfloat16", mend="Use --backend blazepose")
        try:
            read = core.read_model(model)
            read.reshape(list(shape))
            self._parts = self._compiled(core, read, exact, threads, precision)
        except RuntimeError as error:
            raise ModelError("a pose model could not be loaded", cause=str(error).splitlines()[0]) from error

    def __call__(self, tensor: FloatArray) -> dict[str, FloatArray]:
        """Run the model and return its outputs by name."""
        known: dict[str, FloatArray] = {}
        given: Any = [np.ascontiguousarray(tensor, np.float32)]
        for request, names in self._parts:
            found = request.infer(given, share_inputs=True, share_outputs=True)
            values = dict(zip(names, found.values(), strict=True))
            given = [values.pop(_TRUNK)] if _TRUNK in values else []
            # OpenVINO writes the next call's results into the same memory
            known |= {name: value.copy() for name, value in values.items()}
        return known

    def _compiled(
        self, core: Any, model: Any, exact: tuple[str, ...], threads: int, precision: str
    ) -> list[tuple[Any, list[str]]]:
        """The model as one part, or as a trunk in bfloat16 and its last layer in float32."""
        names = [output.get_any_name() for output in model.outputs]
        if precision == "f32" or not exact:
            return [self._request(core, model, names, threads, precision)]
        others = [name for name in names if name not in exact]
        source = _before_last_layer(model.output(exact[0]))
        ends = [model.output(name).get_node().input_value(0) for name in others]
        trunk = self._ov.Model([source, *ends], model.get_parameters(), "trunk")
        first = self._request(core, trunk, [_TRUNK, *others], threads, precision)
        heads = self._heads(model, source, exact)
        return [first, self._request(core, heads, list(exact), threads, "f32")]

    def _heads(self, model: Any, source: Any, exact: tuple[str, ...]) -> Any:
        """What follows the trunk, with an input in the trunk's place."""
        ends = [model.output(name).get_node().input_value(0) for name in exact]
        start = self._ov.opset13.parameter(source.get_partial_shape(), self._ov.Type.f32)
        for reader in source.get_target_inputs():
            reader.replace_source_output(start.output(0))
        return self._ov.Model(ends, [start], "heads")

    def _request(
        self, core: Any, model: Any, names: list[str], threads: int, precision: str
    ) -> tuple[Any, list[str]]:
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": precision,
            # pinned, the workers of a batch would all compute on the same core
            "ENABLE_CPU_PINNING": False,
        }
        return core.compile_model(model, _DEVICE, settings).create_infer_request(), names


_TRUNK = "the trunk's end"


def _before_last_layer(output: Any) -> Any:
    """What the last convolution before an output reads."""
    node = output.get_node()
    while node.get_type_name() != "Convolution":
        node = node.input_value(0).get_node()
    return node.input_value(0)


def _openvino() -> Any:
    try:
        with _silent():
            return importlib.import_module("openvino")
    except ImportError as error:
        raise BackendError(
            "the pose backend openvino needs a package", cause=str(error), mend=f"Install it: {INSTALL}"
        ) from error


@contextmanager
def _silent() -> Iterator[None]:
    """Keep OpenVINO's usage reporter from being loaded: it does without, and loads sooner.

    Only its model converter would use it, which is not called here; what people do at home stays there.
    """
    known = sys.modules.get(_REPORTER)
    sys.modules[_REPORTER] = None  # type: ignore[assignment]  # None forbids the import
    try:
        yield
    finally:
        del sys.modules[_REPORTER]
        if known is not None:
            sys.modules[_REPORTER] = known
