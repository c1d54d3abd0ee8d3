"""The trained networks as ONNX graphs, written node by node.

`encoder`: word vectors (pieces, hidden), positions added -> cue scores, name scores, vectors.
`roles`: vectors (pieces, hidden) and cues (cues, 2) -> scores (cues, pieces, outputs).
`judge`: word vectors of a pair, positions added, and a row of weights for either side (2, pieces)
-> scores of the stances (1, stances).
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

State = dict[str, np.ndarray]
OPSET = 20


class Graph:
    """Nodes and constants as they are added; names are given in order, so bytes repeat."""

    def __init__(self, state: State) -> None:
        self.state, self.nodes, self.constants = state, [], {}

    def add(self, kind: str, *inputs: str, outputs: int = 1, **options: object) -> str:
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **options))
        return names[0] if outputs == 1 else ",".join(names)

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(value.copy(order="C"), name)
        return name

    def whole(self, *numbers: int) -> str:
        value = np.array(numbers, dtype=np.int64)
        return self.constant("int_" + "_".join(map(str, numbers)).replace("-", "m"), value)

    def linear(self, x: str, name: str, *, bias: bool = True) -> str:
        weight = self.constant(f"{name}.weight", self.state[f"{name}.weight"].T)
        made = self.add("MatMul", x, weight)
        if not bias:
            return made
        return self.add("Add", made, self.constant(f"{name}.bias", self.state[f"{name}.bias"]))

    def norm(self, x: str, name: str, epsilon: float) -> str:
        scale = self.constant(f"{name}.weight", self.state[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.state[f"{name}.bias"])
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)

    def model(self, inputs: list, outputs: list) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.nodes, "takhrij", inputs, outputs, list(self.constants.values())
        )
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        made.ir_version = 10
        onnx.checker.check_model(made)
        return made

    def named(self, x: str, name: str) -> None:
        self.nodes.append(helper.make_node("Identity", [x], [name]))


def _read(graph: Graph, layers: int, heads: int, epsilon: float) -> str:
    x = graph.norm("words", "encoder.norm", epsilon)
    for index in range(layers):
        x = _layer(graph, x, f"encoder.layers.{index}", heads, epsilon)
    return x


def judge(state: State, layers: int, heads: int, epsilon: float) -> onnx.ModelProto:
    graph = Graph(state)
    x = _read(graph, layers, heads, epsilon)
    means = graph.add("MatMul", "sides", x)
    a, b = (graph.add("Gather", means, graph.whole(i), axis=0) for i in (0, 1))
    first = graph.add("Gather", x, graph.whole(0), axis=0)
    apart = graph.add("Abs", graph.add("Sub", a, b))
    joined = graph.add("Concat", first, a, b, apart, axis=-1)
    inner = graph.add("Tanh", graph.linear(joined, "inner"))
    graph.named(graph.linear(inner, "outer"), "scores")
    hidden = len(state["encoder.norm.weight"])
    sides = helper.make_tensor_value_info("sides", TensorProto.FLOAT, [2, "pieces"])
    inputs = [_value("words", "pieces", hidden), sides]
    return graph.model(inputs, [_value("scores", 1, len(state["outer.bias"]))])


def encoder(state: State, layers: int, heads: int, epsilon: float) -> onnx.ModelProto:
    graph = Graph(state)
    x = _read(graph, layers, heads, epsilon)
    graph.named(graph.linear(x, "tags.cue"), "cues")
    graph.named(graph.linear(x, "tags.name"), "names")
    graph.named(x, "vectors")
    hidden = len(state["encoder.norm.weight"])
    outputs = [
        _value("cues", "pieces", len(state["tags.cue.bias"])),
        _value("names", "pieces", len(state["tags.name.bias"])),
        _value("vectors", "pieces", hidden),
    ]
    return graph.model([_value("words", "pieces", hidden)], outputs)


def _layer(graph: Graph, x: str, name: str, heads: int, epsilon: float) -> str:
    hidden = len(graph.state[f"{name}.norm.weight"])
    size = hidden // heads
    parts = graph.add("Reshape", graph.linear(x, f"{name}.qkv"), graph.whole(-1, 3, heads, size))
    parts = graph.add("Transpose", parts, perm=[1, 2, 0, 3])
    q, k, v = (graph.add("Gather", parts, _index(graph, i), axis=0) for i in range(3))
    scale = graph.constant("scale", np.array(size**-0.5, dtype=np.float32))
    k = graph.add("Transpose", k, perm=[0, 2, 1])
    weights = graph.add("Softmax", graph.add("MatMul", graph.add("Mul", q, scale), k), axis=-1)
    mixed = graph.add("Transpose", graph.add("MatMul", weights, v), perm=[1, 0, 2])
    mixed = graph.add("Reshape", mixed, graph.whole(-1, hidden))
    x = graph.norm(graph.add("Add", x, graph.linear(mixed, f"{name}.out")), f"{name}.norm", epsilon)
    inner = graph.add("Gelu", graph.linear(x, f"{name}.widen"))
    x = graph.add("Add", x, graph.linear(inner, f"{name}.narrow"))
    return graph.norm(x, f"{name}.last_norm", epsilon)


def _index(graph: Graph, number: int) -> str:
    return graph.constant(f"index_{number}", np.array(number, dtype=np.int64))


def roles(state: State) -> onnx.ModelProto:
    graph = Graph(state)
    ends = _ends(graph)
    far = graph.add(
        "Gather",
        graph.constant("roles.distance.weight", state["roles.distance.weight"]),
        "distances",
        axis=0,
    )

    def across(x: str) -> str:
        return graph.add("Unsqueeze", x, graph.whole(1))

    left = graph.linear("vectors", "roles.left")
    mixed = graph.add("Mul", left, across(graph.linear(ends, "roles.right")))
    mixed = graph.add("Add", mixed, graph.linear("vectors", "roles.piece"))
    mixed = graph.add("Add", mixed, across(graph.linear(ends, "roles.cue", bias=False)))
    mixed = graph.add("Add", mixed, far)
    mixed = graph.add("Gelu", graph.norm(mixed, "roles.norm", 1e-5))
    deeper = graph.add("Gelu", graph.linear(mixed, "roles.hidden"))
    graph.named(graph.linear(graph.add("Add", mixed, deeper), "roles.out"), "scores")
    hidden = len(state["encoder.norm.weight"])
    inputs = [
        _value("vectors", "pieces", hidden),
        helper.make_tensor_value_info("cues", TensorProto.INT64, ["cues", 2]),
        helper.make_tensor_value_info("distances", TensorProto.INT64, ["cues", "pieces"]),
    ]
    out = _value("scores", "cues", "pieces", len(state["roles.out.bias"]))
    return graph.model(inputs, [out])


def _ends(graph: Graph) -> str:
    """The vectors of each cue's first and last piece, side by side."""
    first = graph.add("Gather", "cues", _index(graph, 0), axis=1)
    after = graph.add("Gather", "cues", _index(graph, 1), axis=1)
    last = graph.add("Sub", after, _index(graph, 1))
    parts = [graph.add("Gather", "vectors", at, axis=0) for at in (first, last)]
    return graph.add("Concat", *parts, axis=-1)


def _value(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))
