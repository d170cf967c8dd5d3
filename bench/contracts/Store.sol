// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Keeps a value for a subject: what a multi-signature wallet calls to record a fact.
contract Store {
    mapping(bytes32 subject => bytes32 value) public valueOf;

    event Recorded(bytes32 indexed subject, bytes32 value);

    function record(bytes32 subject, bytes32 value) external {
        valueOf[subject] = value;
        emit Recorded(subject, value);
    }
}
