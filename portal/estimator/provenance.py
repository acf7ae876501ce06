"""What produced a number: audits, hashes of the inputs, hyper-parameters and code version. Attached to
every export."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from portal.estimator.audits import Audit, usable
from portal.estimator.hyperparameters import HYPER, Hyperparameters

METHOD_VERSION = "1"  # raised when the same inputs would give other numbers


def provenance(
    audits: Sequence[Audit], inputs: Mapping[str, np.ndarray], hyper: Hyperparameters = HYPER
) -> dict[str, Any]:
    """The same dictionary for the same inputs. Hashes cover shape, kind and values of each array."""
    return {
        "method_version": METHOD_VERSION,
        "audit_ids": [audit.audit_id for audit in usable(audits)],
        "inputs_sha256": {name: _sha256(np.asarray(array)) for name, array in sorted(inputs.items())},
        "hyperparameters": hyper.as_rows(),
    }


def _sha256(array: np.ndarray) -> str:
    head = f"{array.dtype.str}{array.shape}".encode()
    return hashlib.sha256(head + np.ascontiguousarray(array).tobytes()).hexdigest()
