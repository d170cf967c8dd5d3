// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {DeadlinePassed} from "src/Errors.sol";
import {State} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree (what makes terms unsound is in sound.t.sol):
/// propose
/// ├── when the deadline has passed: it reverts DeadlinePassed
/// ├── when a party declined: it reverts Declined
/// ├── when they are in force: it reverts AlreadyConcluded
/// ├── when they were published: it reverts AlreadyProposed
/// └── else: it publishes the terms, under the root they amend if they amend one
contract AgreementsProposeTest is SplitsBase {
    function testFuzz_publishes(address proposer) public {
        Agreement memory agreement = _site();
        bytes32 digest = splits.digestOf(agreement);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementProposed(digest, digest, proposer, abi.encode(agreement));
        vm.prank(proposer);
        splits.propose(agreement);

        assertTrue(splits.collectedOf(digest).proposed);
        assertEq(uint8(splits.stateOf(digest)), uint8(State.None));
    }

    function test_publishesAnAmendmentUnderItsRoot() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        Agreement memory next = _next(_plain(), agreement);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementProposed(splits.digestOf(next), root, address(this), abi.encode(next));
        splits.propose(next);
    }

    function test_reverts_whenDeadlinePassed() public {
        Agreement memory agreement = _plain();
        vm.warp(agreement.rules.signBy + 1);
        vm.expectRevert(abi.encodeWithSelector(DeadlinePassed.selector, agreement.rules.signBy));
        splits.propose(agreement);
    }

    function test_reverts_whenDeclined() public {
        Agreement memory agreement = _plain();
        vm.prank(alice.account);
        splits.decline(agreement, 0, "", "");
        vm.expectRevert(abi.encodeWithSelector(Agreements.Declined.selector, splits.digestOf(agreement)));
        splits.propose(agreement);
    }

    function test_reverts_whenInForce() public {
        Agreement memory agreement = _plain();
        bytes32 digest = _conclude(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadyConcluded.selector, digest));
        splits.propose(agreement);
    }

    function test_reverts_whenAlreadyProposed() public {
        Agreement memory agreement = _plain();
        splits.propose(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadyProposed.selector, splits.digestOf(agreement)));
        splits.propose(agreement);
    }
}
