// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// @notice Two agreements with the same terms and the same entries. One gets them as they come and is settled at random; the
/// other gets them in reverse just before each close, and is settled by closes alone.
contract SplitsTwinHandler is SplitsBase {
    struct Entry {
        uint128 amount;
        uint40 bookedAt;
        bool isRefund;
    }

    /// @dev Encoded: only the IR pipeline copies an agreement into storage.
    bytes private _prompt;
    bytes private _late;
    Entry[] private _entries;

    constructor() {
        setUp();
        Agreement memory prompt = _site();
        Agreement memory late = _site();
        late.prose = keccak256("the twin");
        _prompt = abi.encode(prompt);
        _late = abi.encode(late);
        _conclude(prompt);
        _conclude(late);
    }

    function pay(uint40 amount, uint8 days_) external {
        _enter(Entry(amount, _when(days_), false));
    }

    function refund(uint40 amount, uint8 days_) external {
        _enter(Entry(amount, _when(days_), true));
    }

    function settle() external {
        splits.settle(_decoded(_prompt));
    }

    function close(uint32 quantity) external {
        while (_entries.length != 0) {
            _book(_decoded(_late), _entries[_entries.length - 1]);
            _entries.pop();
        }
        _close(_decoded(_prompt), quantity);
        _close(_decoded(_late), quantity);
    }

    function wait(uint24 time) external {
        vm.warp(block.timestamp + time);
    }

    /// @dev What both are entitled to; they hold the same entries only when none waits.
    function entitled() external view returns (uint256[] memory prompt, uint256[] memory late, bool comparable) {
        return (splits.entitledOf(_decoded(_prompt)), splits.entitledOf(_decoded(_late)), _entries.length == 0);
    }

    function _when(uint8 days_) private view returns (uint40) {
        return uint40(block.timestamp + uint256(days_) * 1 days / 4);
    }

    function _enter(Entry memory entry) private {
        _book(_decoded(_prompt), entry);
        _entries.push(entry);
    }

    function _book(Agreement memory agreement, Entry memory entry) private {
        bytes32 root = _rootOf(agreement);
        if (entry.isRefund) _refund(root, entry.amount, entry.bookedAt);
        else _pay(root, entry.amount, entry.bookedAt);
    }

    function _decoded(bytes memory agreement) private pure returns (Agreement memory) {
        return abi.decode(agreement, (Agreement));
    }
}
