// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {Facts} from "src/Facts.sol";
import {Records} from "src/Records.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// freeze
/// ├── when nothing is in force: it reverts NoSuchAgreement
/// ├── when the fact is not the next one: it reverts RoundDiffers
/// ├── when too few arbiters, or others, or another value confirmed it: it reverts as Facts does
/// ├── when it is frozen: it reverts Frozen
/// ├── when the time is used up: it reverts FreezeUsedUp
/// └── else: no money goes out for as long as is left, then it lapses by itself
/// resume
/// ├── when it is not frozen: it reverts NotFrozen
/// └── else: money goes out again, and what was left of the time can be used again
contract AgreementsFreezeTest is SplitsBase {
    bytes32 private _root;

    function setUp() public override {
        super.setUp();
        _root = _conclude(_plain());
    }

    function test_stopsTheOutflowUntilItLapses() public {
        Agreement memory agreement = _plain();
        Fact memory fact = _freezeFact(_root, 0, 1);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementFrozen(_root, NOW + 10 days, TWO);
        splits.freeze(agreement, fact, confirmations);
        _pay(_root, 100);

        bytes memory reason = abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days);
        vm.warp(NOW + 10 days - 1);
        vm.expectRevert(reason);
        splits.settle(agreement);
        vm.expectRevert(reason);
        splits.settleShares(_root, asset, 100, _receivers(agreement));

        vm.warp(NOW + 10 days);
        assertEq(splits.settle(agreement), 100);
    }

    function testFuzz_resume_givesTheRestBack(uint256 used, uint256 pause) public {
        Agreement memory agreement = _plain();
        used = bound(used, 0, 10 days - 1);
        _freeze(agreement);
        vm.warp(NOW + used);
        Fact memory fact = _freezeFact(_root, 1, 0);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementResumed(_root, TWO);
        splits.resume(agreement, fact, confirmations);
        assertEq(splits.standingOf(_root).frozenFor, used);
        splits.settle(agreement);

        pause = bound(pause, 0, 365 days);
        vm.warp(NOW + used + pause);
        _freeze(agreement);
        assertEq(splits.standingOf(_root).frozenUntil, NOW + pause + 10 days, "what is left");
        assertEq(splits.standingOf(_root).frozenFor, 10 days);
    }

    function test_reverts_whenNothingIsInForce() public {
        Agreement memory agreement = _site();
        bytes32 digest = splits.digestOf(agreement);
        Fact memory fact = _freezeFact(digest, 0, 1);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, digest));
        splits.freeze(agreement, fact, confirmations);
    }

    function testFuzz_reverts_whenNotTheNextFact(uint64 round) public {
        vm.assume(round != 0);
        Fact memory fact = _freezeFact(_root, round, 1);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectRevert(abi.encodeWithSelector(Agreements.RoundDiffers.selector, round, 0));
        splits.freeze(_plain(), fact, confirmations);
    }

    function test_reverts_whenTheFactWasUsed() public {
        Fact memory fact = _freezeFact(_root, 0, 1);
        Confirmations memory confirmations = _confirmed(fact);
        splits.freeze(_plain(), fact, confirmations);
        vm.warp(NOW + 20 days);
        vm.expectRevert(abi.encodeWithSelector(Agreements.RoundDiffers.selector, 0, 1));
        splits.freeze(_plain(), fact, confirmations);
    }

    function test_reverts_whenTooFewConfirmed() public {
        Fact memory fact = _freezeFact(_root, 0, 1);
        Confirmations memory confirmations = _confirm(_signers("arbiter", 3), 0x1, facts.digestOf(fact));
        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 1, 1));
        splits.freeze(_plain(), fact, confirmations);
    }

    function test_reverts_whenResumingIsConfirmedInstead() public {
        Fact memory fact = _freezeFact(_root, 0, 0);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        splits.freeze(_plain(), fact, confirmations);
    }

    function test_reverts_whenAnotherAgreementIsMeant() public {
        Agreement memory agreement = _plain();
        agreement.prose = keccak256("another");
        bytes32 other = _conclude(agreement);
        Fact memory fact = _freezeFact(other, 0, 1);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        splits.freeze(_plain(), fact, confirmations);
    }

    function test_reverts_whenAlreadyFrozen() public {
        _freeze(_plain());
        Fact memory fact = _freezeFact(_root, 1, 1);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectRevert(abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days));
        splits.freeze(_plain(), fact, confirmations);
    }

    function test_reverts_whenTheTimeIsUsedUp() public {
        _freeze(_plain());
        vm.warp(NOW + 10 days);
        Fact memory fact = _freezeFact(_root, 1, 1);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectRevert(abi.encodeWithSelector(Agreements.FreezeUsedUp.selector, 10 days, 10 days));
        splits.freeze(_plain(), fact, confirmations);
    }

    function test_resume_reverts_whenNotFrozen() public {
        Fact memory fact = _freezeFact(_root, 0, 0);
        Confirmations memory confirmations = _confirmed(fact);
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotFrozen.selector, _root));
        splits.resume(_plain(), fact, confirmations);
    }
}
