// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {DeadlinePassed} from "src/Errors.sol";
import {State} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// sign
/// ├── when the deadline has passed: it reverts DeadlinePassed
/// ├── when a party declined: it reverts Declined
/// ├── when they are in force: it reverts AlreadyConcluded
/// ├── when there is no such party: it reverts NoPartyAt
/// ├── when the party signed before: it reverts AlreadySigned
/// ├── when the parties sign in order and an earlier one has not: it reverts WrongOrder
/// ├── when the signature is not the party's: it reverts NotASigner
/// └── else: it is recorded, whoever brings it
///     ├── given it is the last one of a first version: it takes effect
///     └── given it is the last one of an amendment: it waits for `amend`
contract AgreementsSignTest is SplitsBase {
    function testFuzz_recordsWhoeverBringsIt(address relayer, uint256 party) public {
        Agreement memory agreement = _plain();
        party = bound(party, 0, 2);
        bytes memory signature = _signatures(agreement)[party];
        bytes32 digest = splits.digestOf(agreement);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementSigned(digest, agreement.parties[party].account);
        vm.prank(relayer);
        splits.sign(agreement, party, signature);

        assertEq(splits.collectedOf(digest).parties, 1 << party);
        assertEq(uint8(splits.stateOf(digest)), uint8(State.None));
    }

    function test_lastSignatureConcludes() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        bytes32 digest = splits.digestOf(agreement);
        splits.sign(agreement, 2, signatures[2]);
        splits.sign(agreement, 0, signatures[0]);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementSigned(digest, bob.account);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementConcluded(digest, digest, 0, abi.encode(agreement));
        splits.sign(agreement, 1, signatures[1]);
        assertEq(uint8(splits.stateOf(digest)), uint8(State.Effective));
    }

    function test_lastSignatureOfAnAmendmentWaits() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        Agreement memory next = _next(_plain(), agreement);
        bytes[] memory signatures = _signatures(next);
        for (uint256 i; i < 3; ++i) {
            splits.sign(next, i, signatures[i]);
        }
        assertEq(splits.currentOf(root), root, "still the first");

        splits.amend(next, agreement, new bytes[](3));
        assertEq(splits.currentOf(root), splits.digestOf(next), "now the next");
    }

    function test_ordered_takesListedOrder() public {
        Agreement memory agreement = _plain();
        agreement.rules.ordered = true;
        bytes[] memory signatures = _signatures(agreement);
        for (uint256 i; i < 3; ++i) {
            splits.sign(agreement, i, signatures[i]);
        }
        assertEq(uint8(splits.stateOf(splits.digestOf(agreement))), uint8(State.Effective));
    }

    function test_reverts_whenWrongOrder() public {
        Agreement memory agreement = _plain();
        agreement.rules.ordered = true;
        bytes[] memory signatures = _signatures(agreement);
        splits.sign(agreement, 0, signatures[0]);
        vm.expectRevert(abi.encodeWithSelector(Agreements.WrongOrder.selector, 2));
        splits.sign(agreement, 2, signatures[2]);
    }

    function test_reverts_whenDeadlinePassed() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        vm.warp(agreement.rules.signBy + 1);
        vm.expectRevert(abi.encodeWithSelector(DeadlinePassed.selector, agreement.rules.signBy));
        splits.sign(agreement, 0, signatures[0]);
    }

    function test_reverts_whenDeclined() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        vm.prank(alice.account);
        splits.decline(agreement, 0, "", "");
        vm.expectRevert(abi.encodeWithSelector(Agreements.Declined.selector, splits.digestOf(agreement)));
        splits.sign(agreement, 1, signatures[1]);
    }

    function test_reverts_whenInForce() public {
        Agreement memory agreement = _plain();
        bytes32 digest = _conclude(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadyConcluded.selector, digest));
        splits.sign(agreement, 1, "");
    }

    function testFuzz_reverts_whenNoSuchParty(uint256 party) public {
        party = bound(party, 3, type(uint256).max);
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Agreements.NoPartyAt.selector, party));
        splits.sign(agreement, party, "");
    }

    function test_reverts_whenAlreadySigned() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        splits.sign(agreement, 1, signatures[1]);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadySigned.selector, bob.account));
        splits.sign(agreement, 1, signatures[1]);
    }

    function testFuzz_reverts_whenNotTheParty(uint256 party, uint256 signer) public {
        (party, signer) = (bound(party, 0, 2), bound(signer, 0, 2));
        vm.assume(party != signer);
        Agreement memory agreement = _plain();
        bytes memory signature = _signatures(agreement)[signer];
        address account = agreement.parties[party].account;
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, account));
        splits.sign(agreement, party, signature);
    }
}
