// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice The part of Facts that tells whether a quorum exists, read without the rest of the answer.
interface IQuorums {
    /// @notice How many members the quorum has; zero when nobody created it.
    function quorumOf(bytes32 quorum) external view returns (uint256 count);
}
