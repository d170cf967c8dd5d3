// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice The part of ERC-3009 the Ledger uses.
interface IERC3009 {
    /// @notice Moves `value` from the signer `from` to the caller `to`.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Whether `nonce` of `authorizer` was used.
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);
}
