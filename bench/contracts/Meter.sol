// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Says what a call costs inside another call, in gas, nothing of it warm.
contract Meter {
    function measure(address target, bytes calldata call) external view returns (uint256 spent) {
        bytes memory copy = call;
        uint256 before = gasleft();
        (bool done,) = target.staticcall(copy);
        spent = before - gasleft();
        require(done, "the call failed");
    }
}
