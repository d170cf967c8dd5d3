// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Records} from "src/Records.sol";
import {Agreement, MonthClose} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// closeByDefault
/// ├── when the terms have no months: it reverts NoPeriod
/// ├── when it is not later than `closeAfter` after the month's end, the conclusion and the last close, frozen time added:
/// │   it reverts TooEarly
/// └── else: it divides what is booked with the default quantities, whatever the number of entries, and pays
///     ├── a default that was too high is made good by the next close
///     └── given it is frozen: the next settlement pays
contract SplitsCloseByDefaultTest is SplitsBase {
    /// @dev December 2023 begins at UTC+8.
    uint256 private constant DECEMBER = 1_701_360_000;

    function test_dividesWithDefaults() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 10_000);
        _refund(root, 500);
        vm.warp(DECEMBER + 5 days + 1);
        uint128[] memory quantities = new uint128[](2);
        quantities[1] = 5000;
        uint128[] memory taken = new uint128[](2);
        (taken[0], taken[1]) = (3000, 3500);
        MonthClose memory monthClose = MonthClose(NOVEMBER, quantities, 2, 9500, 0);
        vm.expectEmit(address(splits));
        emit Records.MonthClosed(root, root, NOVEMBER, monthClose, 9500, taken, 3000, true, 0);
        splits.closeByDefault(agreement);
        assertEq(_heldBy(carol), 3000);
        assertEq(splits.standingOf(root).countedFrom, block.timestamp);
    }

    function test_madeGoodByTheNextClose() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 100_000);
        vm.warp(DECEMBER + 5 days + 1);
        splits.closeByDefault(agreement);
        assertEq(splits.meteredOf(root, 1).taken, 3500);
        _pay(root, 100_000);
        _close(agreement, 6000);
        assertEq(splits.meteredOf(root, 1).taken, 4200);
    }

    function testFuzz_reverts_whenTooEarly(uint256 time) public {
        Agreement memory agreement = _site();
        _conclude(agreement);
        uint256 last = DECEMBER + 5 days;
        time = bound(time, NOW, last);
        vm.warp(time);
        vm.expectRevert(abi.encodeWithSelector(Records.TooEarly.selector, time, last));
        splits.closeByDefault(agreement);
    }

    function test_countsFromTheLastClose() public {
        Agreement memory agreement = _site();
        _conclude(agreement);
        vm.warp(DECEMBER + 90 days);
        splits.closeByDefault(agreement);
        uint256 last = DECEMBER + 95 days;
        vm.expectRevert(abi.encodeWithSelector(Records.TooEarly.selector, DECEMBER + 90 days, last));
        splits.closeByDefault(agreement);
        vm.warp(last + 1);
        splits.closeByDefault(agreement);
    }

    function test_countsFromTheConclusion() public {
        Agreement memory agreement = _site();
        agreement.rules.period.firstMonth = NOVEMBER - 12;
        _conclude(agreement);
        vm.warp(NOW + 5 days);
        vm.expectRevert(abi.encodeWithSelector(Records.TooEarly.selector, NOW + 5 days, NOW + 5 days));
        splits.closeByDefault(agreement);
        vm.warp(NOW + 5 days + 1);
        splits.closeByDefault(agreement);
    }

    function testFuzz_timeStandsStillWhileFrozen(uint256 frozen) public {
        frozen = bound(frozen, 1, 10 days);
        Agreement memory agreement = _site();
        _conclude(agreement);
        _freeze(agreement);
        vm.warp(NOW + frozen);
        if (frozen < 10 days) _resume(agreement);
        uint256 last = DECEMBER + 5 days + frozen;
        vm.warp(last);
        vm.expectRevert(abi.encodeWithSelector(Records.TooEarly.selector, last, last));
        splits.closeByDefault(agreement);
        vm.warp(last + 1);
        splits.closeByDefault(agreement);
    }

    function test_whenFrozen_paysLater() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 10_000);
        vm.warp(DECEMBER + 5 days + 1);
        _freeze(agreement);
        splits.closeByDefault(agreement);
        assertEq(_heldBy(carol), 0);
        _resume(agreement);
        splits.settle(agreement);
        assertEq(_heldBy(carol), 3000);
    }

    function test_reverts_whenThereAreNoMonths() public {
        Agreement memory agreement = _plain();
        _conclude(agreement);
        vm.expectRevert(abi.encodeWithSelector(Records.NoPeriod.selector));
        splits.closeByDefault(agreement);
    }
}
