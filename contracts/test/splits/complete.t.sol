// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Records} from "src/Records.sol";
import {State} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// complete
/// ├── when nothing is in force, or another version: it reverts NoSuchAgreement, NotInForce
/// ├── when it is frozen: it reverts Frozen
/// ├── when it has no end, or has not reached it: it reverts NotEnded
/// ├── when a month up to the end is open, or money is held for a later one: it reverts MonthStillOpen
/// ├── when an earlier version is not paid out: it reverts VersionsPending
/// ├── when a lock waits: it reverts LockWaiting
/// └── else: everyone is paid, what divisions left is dealt out in listed order, and nothing more is accepted
contract SplitsCompleteTest is SplitsBase {
    uint40 private constant END = NOW + 90 days;

    function testFuzz_paysAndDealsOutTheRest(uint96 paid) public {
        Agreement memory agreement = _equal(7);
        agreement.rules.endsAt = END;
        bytes32 root = _conclude(agreement);
        _pay(root, paid);
        vm.warp(END + 1);
        vm.expectEmit(address(splits));
        emit Records.AgreementCompleted(root);
        splits.complete(agreement);

        for (uint256 i; i < 7; ++i) {
            assertEq(_heldBy(agreement.parties[i].account), uint256(paid) / 7 + (i < paid % 7 ? 1 : 0));
        }
        assertEq(_heldBy(_accountOf(root)), 0);
        assertEq(uint8(splits.stateOf(root)), uint8(State.Completed));
    }

    function test_dealsOutWhatEarlierVersionsLeft() public {
        Agreement memory first = _equal(7);
        bytes32 root = _conclude(first);
        _pay(root, 13);
        Agreement memory next = _next(_equal(7), first);
        next.rules.endsAt = END;
        _amend(next, first);
        splits.settle(first);
        _pay(root, 3);
        vm.warp(END + 1);
        splits.complete(next);
        // 6 and 3 are left: two each to the first two, one to the others.
        assertEq(_heldBy(next.parties[0].account), 3);
        assertEq(_heldBy(next.parties[1].account), 3);
        assertEq(_heldBy(next.parties[6].account), 2);
        assertEq(_heldBy(_accountOf(root)), 0);
        assertEq(splits.standingOf(root).reserved, 0);
    }

    function test_withMonths() public {
        Agreement memory agreement = _site();
        agreement.rules.endsAt = END;
        bytes32 root = _conclude(agreement);
        _pay(root, 100_003);
        for (uint256 i; i < 4; ++i) {
            _close(agreement, 100);
        }
        vm.warp(END + 1);
        splits.complete(agreement);
        assertEq(_heldBy(alice) + _heldBy(bob) + _heldBy(carol), 100_003);
    }

    function test_reverts_whenNothingIsInForce() public {
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, splits.digestOf(agreement)));
        splits.complete(agreement);
    }

    function test_reverts_whenAnotherVersionIsInForce() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        bytes32 digest = _amend(_next(_plain(), first), first);
        vm.expectRevert(abi.encodeWithSelector(Records.NotInForce.selector, root, digest));
        splits.complete(first);
    }

    function test_reverts_whenFrozen() public {
        Agreement memory agreement = _plain();
        agreement.rules.endsAt = NOW;
        _conclude(agreement);
        _freeze(agreement);
        vm.warp(NOW + 1);
        vm.expectRevert(abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days));
        splits.complete(agreement);
    }

    function testFuzz_reverts_whenNotEnded(uint40 time) public {
        time = uint40(bound(time, NOW, END));
        Agreement memory agreement = _plain();
        agreement.rules.endsAt = END;
        _conclude(agreement);
        vm.warp(time);
        vm.expectRevert(abi.encodeWithSelector(Records.NotEnded.selector, END));
        splits.complete(agreement);
    }

    function test_reverts_whenItHasNoEnd() public {
        Agreement memory agreement = _plain();
        _conclude(agreement);
        vm.warp(END * 2);
        vm.expectRevert(abi.encodeWithSelector(Records.NotEnded.selector, 0));
        splits.complete(agreement);
    }

    function test_reverts_whenAMonthIsOpen() public {
        Agreement memory agreement = _monthlyTerms();
        agreement.rules.endsAt = END;
        bytes32 root = _conclude(agreement);
        vm.warp(END + 1);
        // The end falls in February.
        for (uint16 i; i < 4; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Records.MonthStillOpen.selector, NOVEMBER + i));
            splits.complete(agreement);
            _close(agreement, 0);
        }
        _pay(root, 1);
        vm.expectRevert(abi.encodeWithSelector(Records.MonthStillOpen.selector, NOVEMBER + 4));
        splits.complete(agreement);
        _close(agreement, 0);
        splits.complete(agreement);
        assertEq(_heldBy(alice), 1);
    }

    function test_reverts_whenAnEarlierVersionIsNotPaidOut() public {
        Agreement memory first = _plain();
        _conclude(first);
        Agreement memory next = _next(_plain(), first);
        next.rules.endsAt = NOW;
        _amend(next, first);
        vm.warp(NOW + 1);
        vm.expectRevert(abi.encodeWithSelector(Records.VersionsPending.selector, 1));
        splits.complete(next);
        splits.settle(first);
        splits.complete(next);
    }

    function test_reverts_whenALockWaits() public {
        Agreement memory agreement = _site();
        agreement.rules.endsAt = NOW;
        _conclude(agreement);
        _close(agreement, 0);
        vm.warp(NOW + 1);
        vm.expectRevert(abi.encodeWithSelector(Records.LockWaiting.selector, 3));
        splits.complete(agreement);
        vm.warp(NOW + 60 days + 1);
        splits.complete(agreement);
    }
}
