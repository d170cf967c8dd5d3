// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

// Errors that more than one contract throws.

/// @notice Thrown when the last second at which something could be done has passed.
/// @param deadline That second, as a Unix timestamp.
error DeadlinePassed(uint40 deadline);

/// @notice Thrown when the caller is not the Ledger.
error NotTheLedger(address caller);
