// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice An account that is a contract: it makes the calls it is told to make. Also an ERC-1271 signer that accepts exactly
/// one signature.
contract Agent {
    bytes32 private _accepted;

    function act(address target, bytes memory data) external returns (bytes memory result) {
        bool success;
        (success, result) = target.call(data);
        if (success) return result;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }

    function accept(bytes32 digest, bytes memory signature) external {
        _accepted = keccak256(abi.encode(digest, signature));
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return _accepted == keccak256(abi.encode(digest, signature)) ? this.isValidSignature.selector : bytes4(0);
    }
}
