// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Every balance shrinks when the token says so. The Ledger does not support it.
contract ShrinkingToken {
    uint256 public percent = 100;
    mapping(address account => uint256 shares) private _shares;

    function mint(address to, uint256 shares) external {
        _shares[to] += shares;
    }

    function shrinkTo(uint256 newPercent) external {
        percent = newPercent;
    }

    function balanceOf(address account) public view returns (uint256) {
        return _shares[account] * percent / 100;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        _move(from, to, amount);
        return true;
    }

    function _move(address from, address to, uint256 amount) private {
        uint256 shares = (amount * 100 + percent - 1) / percent;
        _shares[from] -= shares;
        _shares[to] += shares;
    }
}
