// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Something that, when called back, makes one call it was armed with: the re-entering part of hostile mocks.
abstract contract Striker {
    address private _target;
    bytes private _data;

    /// @notice How the last strike ended.
    uint256 public strikes;
    bool public succeeded;
    bytes public result;

    /// @notice The next callback calls `target` with `data`, once.
    function arm(address target, bytes memory data) public {
        (_target, _data) = (target, data);
    }

    function _strike() internal {
        if (_target == address(0)) return;
        address target = _target;
        _target = address(0);
        ++strikes;
        (succeeded, result) = target.call(_data);
    }
}
