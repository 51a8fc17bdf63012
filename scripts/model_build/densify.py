"""Turn the sparse float16 weights of a TFLite model into dense ones, which the ONNX converter can read.

The BlazePose detector stores its 1x1 convolutions as compressed sparse rows (TFLite ``SparsityParameters``)
followed by a DENSIFY operator, which tf2onnx does not know. The weights are spelled out, and whatever read a
DENSIFY operator's output then reads its input.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from tensorflow.lite.python import schema_py_generated as schema
from tensorflow.lite.tools import flatbuffer_utils


def densify(tflite: bytes) -> bytes:
    """Return the same model with every sparse tensor dense and no DENSIFY operator.

    Raises:
        ValueError: a tensor is sparse in another way than float16 rows compressed along the last axis.
    """
    model = flatbuffer_utils.convert_bytearray_to_object(bytearray(tflite))
    for subgraph in model.subgraphs:
        for tensor in filter(lambda tensor: tensor.sparsity is not None, subgraph.tensors):
            model.buffers[tensor.buffer].data = _dense_bytes(tensor, model.buffers[tensor.buffer].data)
            tensor.sparsity = None
        _bypass_densify(subgraph, [code.builtinCode for code in model.operatorCodes])
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


def _dense_bytes(tensor: Any, data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if tensor.type != schema.TensorType.FLOAT16 or not _is_row_compressed(tensor):
        raise ValueError(f"tensor {tensor.name!r} is sparse in a way this script does not know")
    last_axis = tensor.sparsity.dimMetadata[-1]
    row_starts = np.asarray(last_axis.arraySegments.values)
    row_of_value = np.repeat(np.arange(len(row_starts) - 1), np.diff(row_starts))
    dense = np.zeros((len(row_starts) - 1, tensor.shape[-1]), np.float16)
    dense[row_of_value, last_axis.arrayIndices.values] = np.asarray(data, np.uint8).view(np.float16)
    return dense.reshape(-1).view(np.uint8)


def _is_row_compressed(tensor: Any) -> bool:
    axes = list(range(len(tensor.shape)))
    formats = [axis.format for axis in tensor.sparsity.dimMetadata]
    dense, sparse = schema.DimensionType.DENSE, schema.DimensionType.SPARSE_CSR
    return list(tensor.sparsity.traversalOrder) == axes and formats == [dense] * len(axes[1:]) + [sparse]


def _bypass_densify(subgraph: Any, builtin_codes: list[int]) -> None:
    is_densify = [
        builtin_codes[op.opcodeIndex] == schema.BuiltinOperator.DENSIFY for op in subgraph.operators
    ]
    source = {
        op.outputs[0]: op.inputs[0] for op, drop in zip(subgraph.operators, is_densify, strict=True) if drop
    }
    subgraph.operators = [op for op, drop in zip(subgraph.operators, is_densify, strict=True) if not drop]
    for op in subgraph.operators:
        op.inputs = [source.get(index, index) for index in op.inputs]
