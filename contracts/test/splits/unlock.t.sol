// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DeadlinePassed} from "src/Errors.sol";
import {Facts} from "src/Facts.sol";
import {Records} from "src/Records.sol";
import {Waterfall} from "src/libraries/Waterfall.sol";
import {Clause} from "src/types/Clauses.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// unlock
/// ├── when the clause has no lock, or is none: it reverts LockNotWaiting
/// ├── when the lock is resolved: it reverts LockNotWaiting
/// ├── when the deadline, frozen time added, has passed: it reverts DeadlinePassed
/// ├── when too few confirmed it, or something else: it reverts as Facts does
/// └── else: the next settlement pays what the clause took and takes, an earlier version's too
/// a lock nobody opened in time
/// └── the next settlement pays it to those named for that
contract SplitsUnlockTest is SplitsBase {
    /// @dev A tenth to Alice once a fact is recorded by then, otherwise to Bob; the rest to Carol.
    uint40 private constant BY = NOW + 60 days;

    function _retention() private view returns (Agreement memory agreement) {
        agreement = _plain();
        agreement.rules.clauses = new Clause[](2);
        agreement.rules.clauses[0] = _locked(1000, _only(0), _only(1), BY);
        agreement.rules.clauses[1] = _residual(_only(2), 1);
    }

    function testFuzz_theNextSettlementPays(uint96 before, uint96 afterwards, uint256 time) public {
        Agreement memory agreement = _retention();
        bytes32 root = _conclude(agreement);
        _pay(root, before);
        splits.settle(agreement);
        assertEq(_heldBy(alice), 0, "it waits");

        vm.warp(bound(time, NOW, BY));
        Fact memory fact = _unlockFact(agreement.rules.clauses[0].lock);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectEmit(address(splits));
        emit Records.LockResolved(root, root, 0, true, TWO);
        splits.unlock(agreement, 0, fact, confirmations);
        splits.settle(agreement);
        assertEq(_heldBy(alice), uint256(before) / 10);

        _pay(root, afterwards);
        vm.warp(BY + 365 days);
        splits.settle(agreement);
        assertEq(_heldBy(alice), (uint256(before) + afterwards) / 10);
        assertEq(_heldBy(bob), 0);
    }

    function testFuzz_lapses(uint96 before, uint96 afterwards) public {
        Agreement memory agreement = _retention();
        bytes32 root = _conclude(agreement);
        _pay(root, before);
        splits.settle(agreement);
        vm.warp(BY + 1);
        assertEq(splits.entitledOf(agreement)[1], uint256(before) / 10, "seen before it is kept");
        vm.expectEmit(address(splits));
        emit Records.LockResolved(root, root, 0, false, 0);
        splits.settle(agreement);
        assertEq(_heldBy(bob), uint256(before) / 10);
        assertEq(Waterfall.lockOf(splits.versionOf(root).locks, 0), Waterfall.LAPSED);

        _pay(root, afterwards);
        splits.settle(agreement);
        assertEq(_heldBy(bob), (uint256(before) + afterwards) / 10);
        assertEq(_heldBy(alice), 0);
    }

    function test_timeStandsStillWhileFrozen() public {
        Agreement memory agreement = _retention();
        _conclude(agreement);
        _freeze(agreement);
        vm.warp(BY + 10 days);
        _unlock(agreement, 0);
    }

    function test_unlocksWhileFrozen() public {
        Agreement memory agreement = _retention();
        bytes32 root = _conclude(agreement);
        _freeze(agreement);
        _unlock(agreement, 0);
        assertEq(Waterfall.lockOf(splits.versionOf(root).locks, 0), Waterfall.UNLOCKED);
    }

    function test_ofAnEarlierVersion() public {
        Agreement memory first = _retention();
        bytes32 root = _conclude(first);
        _pay(root, 1000);
        Agreement memory next = _next(_plain(), first);
        _amend(next, first);
        splits.settle(first);
        assertEq(splits.standingOf(root).reserved, 100);
        _unlock(first, 0);
        splits.settle(first);
        assertEq(_heldBy(alice), 100);
        assertEq(splits.standingOf(root).reserved, 0);
        assertEq(splits.standingOf(root).pending, 0);
    }

    function test_reverts_whenNoSuchLock() public {
        Agreement memory agreement = _site();
        _conclude(agreement);
        Fact memory fact;
        Confirmations memory none;
        uint256[4] memory others = [uint256(0), 2, 4, 5];
        for (uint256 i; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Records.LockNotWaiting.selector, others[i]));
            splits.unlock(agreement, others[i], fact, none);
        }
    }

    function test_reverts_whenResolved() public {
        Agreement memory agreement = _retention();
        _conclude(agreement);
        _unlock(agreement, 0);
        Fact memory fact;
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.LockNotWaiting.selector, 0));
        splits.unlock(agreement, 0, fact, none);
    }

    function testFuzz_reverts_whenDeadlinePassed(uint40 time) public {
        time = uint40(bound(time, BY + 1, type(uint40).max));
        Agreement memory agreement = _retention();
        _conclude(agreement);
        Fact memory fact = _unlockFact(agreement.rules.clauses[0].lock);
        Confirmations memory confirmations = _confirmed(fact);
        vm.warp(time);
        vm.expectRevert(abi.encodeWithSelector(DeadlinePassed.selector, BY));
        splits.unlock(agreement, 0, fact, confirmations);
    }

    function test_reverts_whenTooFewConfirmed() public {
        Agreement memory agreement = _retention();
        _conclude(agreement);
        Fact memory fact = _unlockFact(agreement.rules.clauses[0].lock);
        Confirmations memory confirmations = _confirm(_signers("attestor", 3), 0x2, facts.digestOf(fact));
        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 1, 1));
        splits.unlock(agreement, 0, fact, confirmations);
    }

    function test_reverts_whenSomethingElseIsConfirmed() public {
        Agreement memory agreement = _retention();
        _conclude(agreement);
        Fact memory fact = _unlockFact(agreement.rules.clauses[0].lock);
        fact.value = 0;
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        splits.unlock(agreement, 0, fact, confirmations);
    }

    function test_reverts_whenNothingIsInForce() public {
        Agreement memory agreement = _retention();
        Fact memory fact;
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, splits.digestOf(agreement)));
        splits.unlock(agreement, 0, fact, none);
    }
}
