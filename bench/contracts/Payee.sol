// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Takes payments, ours and those of ERC-1363, and does nothing else: what a payment costs is then its sender's side.
contract Payee {
    function onPayment(address, bytes32, uint256, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onPayment.selector;
    }

    function onTransferReceived(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onTransferReceived.selector;
    }
}
