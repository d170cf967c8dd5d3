// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice The part of ERC-2612 the Ledger uses.
interface IERC2612 {
    /// @notice Lets `spender` take `value` from the signer `owner`.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;
}
