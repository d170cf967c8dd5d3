// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// decline
/// ├── when the terms are in force: it reverts AlreadyConcluded
/// ├── when a party declined before: it reverts Declined
/// ├── when there is no such party: it reverts NoPartyAt
/// ├── when it is not the party, nor signed by it for this reason: it reverts NotASigner
/// └── else: the terms can no longer take effect, after the deadline too
contract AgreementsDeclineTest is SplitsBase {
    function testFuzz_byTheParty(uint256 party, string memory reason) public {
        Agreement memory agreement = _plain();
        party = bound(party, 0, 2);
        address account = agreement.parties[party].account;
        bytes32 digest = splits.digestOf(agreement);
        vm.warp(agreement.rules.signBy + 1);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementDeclined(digest, account, reason);
        vm.prank(account);
        splits.decline(agreement, party, reason, "");
        assertTrue(splits.collectedOf(digest).declined);
    }

    function testFuzz_bySignature(address relayer, string memory reason) public {
        Agreement memory agreement = _plain();
        bytes32 digest = splits.digestOf(agreement);
        bytes memory signature = _sign(carol, _refusal(digest, reason));
        vm.expectEmit(address(splits));
        emit Agreements.AgreementDeclined(digest, carol.account, reason);
        vm.prank(relayer);
        splits.decline(agreement, 2, reason, signature);
    }

    function test_reverts_whenInForce() public {
        Agreement memory agreement = _plain();
        bytes32 digest = _conclude(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadyConcluded.selector, digest));
        vm.prank(alice.account);
        splits.decline(agreement, 0, "", "");
    }

    function test_reverts_whenAnEarlierVersion() public {
        Agreement memory agreement = _plain();
        _conclude(agreement);
        Agreement memory next = _next(_plain(), agreement);
        bytes32 digest = _amend(next, agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadyConcluded.selector, digest));
        vm.prank(alice.account);
        splits.decline(next, 0, "", "");
    }

    function test_reverts_whenAlreadyDeclined() public {
        Agreement memory agreement = _plain();
        vm.startPrank(alice.account);
        splits.decline(agreement, 0, "", "");
        vm.expectRevert(abi.encodeWithSelector(Agreements.Declined.selector, splits.digestOf(agreement)));
        splits.decline(agreement, 0, "", "");
    }

    function testFuzz_reverts_whenNoSuchParty(uint256 party) public {
        party = bound(party, 3, type(uint256).max);
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Agreements.NoPartyAt.selector, party));
        splits.decline(agreement, party, "", "");
    }

    function testFuzz_reverts_whenSomebodyElse(address caller) public {
        vm.assume(caller != alice.account);
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, alice.account));
        vm.prank(caller);
        splits.decline(agreement, 0, "", "");
    }

    function test_reverts_whenSignedForAnotherReason() public {
        Agreement memory agreement = _plain();
        bytes memory signature = _sign(alice, _refusal(splits.digestOf(agreement), "this"));
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, alice.account));
        splits.decline(agreement, 0, "that", signature);
    }
}
