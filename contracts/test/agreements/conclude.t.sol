// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {DeadlinePassed} from "src/Errors.sol";
import {Standing, State} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {Agent} from "../mocks/Agent.sol";
import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// conclude
/// ├── when the deadline has passed: it reverts DeadlinePassed
/// ├── when a party declined: it reverts Declined
/// ├── when it is already in force: it reverts AlreadyConcluded
/// ├── when there is not a signature for each party: it reverts NotAllSigned
/// ├── when a signature is another's, over other terms, for another chain or contract, empty, or has a twin: NotASigner
/// ├── when it names a version it amends: it reverts VersionMismatch
/// └── else: it takes effect, publishes the terms, and writes one slot (a second one with a period)
///     ├── with 64 and 65 bytes, and with contracts' signatures
///     └── with empty ones where the party signed before
contract AgreementsConcludeTest is SplitsBase {
    function test_takesEffect() public {
        Agreement memory agreement = _plain();
        bytes32 digest = splits.digestOf(agreement);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementConcluded(digest, digest, 0, abi.encode(agreement));
        _conclude(agreement);

        assertEq(uint8(splits.stateOf(digest)), uint8(State.Effective));
        assertEq(splits.currentOf(digest), digest);
    }

    function test_writesOneSlot() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        vm.record();
        splits.conclude(agreement, signatures);
        (, bytes32[] memory writes) = vm.accesses(address(splits));
        for (uint256 i; i < writes.length; ++i) {
            assertEq(writes[i], writes[0], "the slot written");
        }
    }

    function test_packing() public {
        bytes32 root = _conclude(_monthlyTerms());
        Standing memory standing = splits.standingOf(root);
        bytes32 slot = keccak256(abi.encode(root, uint256(0)));
        uint256 first = uint256(vm.load(address(splits), slot));
        assertEq(uint8(first), uint8(State.Effective), "state");
        assertEq(uint96(first >> 64), standing.assetTag, "asset tag");
        uint256 second = uint256(vm.load(address(splits), bytes32(uint256(slot) + 1)));
        assertEq(uint16(second >> 208), NOVEMBER, "open month");
        assertEq(int16(uint16(second >> 240)), 480, "offset");
        uint256 third = uint256(vm.load(address(splits), bytes32(uint256(slot) + 2)));
        assertEq(uint40(third >> 104), NOW, "counted from");
        assertEq(uint256(vm.load(address(splits), bytes32(uint256(slot) + 3))), 0, "three slots");
    }

    function test_withAPeriod_countsFromItsFirstMonth() public {
        Standing memory standing = splits.standingOf(_conclude(_monthlyTerms()));
        assertTrue(standing.hasPeriod);
        assertEq(standing.openMonth, NOVEMBER);
        assertEq(standing.utcOffsetMinutes, 480);
        assertEq(standing.countedFrom, NOW);
        assertEq(standing.sharesTag, 0, "not plain");
    }

    function test_takesSignaturesOf65Bytes() public {
        Agreement memory agreement = _plain();
        bytes32 digest = splits.digestOf(agreement);
        bytes[] memory signatures = _signatures(agreement);
        signatures[1] = _sign(bob, digest);
        splits.conclude(agreement, signatures);
        assertEq(uint8(splits.stateOf(digest)), uint8(State.Effective));
    }

    function test_takesAContractsSignature() public {
        Agent agent = new Agent();
        Agreement memory agreement = _plain();
        agreement.parties[2].account = address(agent);
        bytes32 digest = splits.digestOf(agreement);
        agent.accept(digest, "its own way");
        bytes[] memory signatures = _signatures(agreement);
        signatures[2] = "its own way";
        splits.conclude(agreement, signatures);

        // What was checked once counts, whatever the contract says later.
        agent.accept(0, "");
        assertEq(uint8(splits.stateOf(digest)), uint8(State.Effective));
    }

    function test_reverts_whenAContractRefuses() public {
        Agent agent = new Agent();
        Agreement memory agreement = _plain();
        agreement.parties[2].account = address(agent);
        bytes[] memory signatures = _signatures(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, address(agent)));
        splits.conclude(agreement, signatures);
    }

    function test_takesEmptySignaturesOfThoseWhoSigned() public {
        Agreement memory agreement = _plain();
        bytes32 digest = splits.digestOf(agreement);
        bytes[] memory signatures = _signatures(agreement);
        splits.sign(agreement, 1, signatures[1]);
        signatures[1] = "";
        splits.conclude(agreement, signatures);
        assertEq(uint8(splits.stateOf(digest)), uint8(State.Effective));
    }

    function testFuzz_reverts_whenDeadlinePassed(uint40 late) public {
        Agreement memory agreement = _plain();
        late = uint40(bound(late, agreement.rules.signBy + 1, type(uint40).max));
        bytes[] memory signatures = _signatures(agreement);
        vm.warp(late);
        vm.expectRevert(abi.encodeWithSelector(DeadlinePassed.selector, agreement.rules.signBy));
        splits.conclude(agreement, signatures);
    }

    function test_concludesInTheLastSecond() public {
        Agreement memory agreement = _plain();
        vm.warp(agreement.rules.signBy);
        _conclude(agreement);
    }

    function test_reverts_whenDeclined() public {
        Agreement memory agreement = _plain();
        bytes32 digest = splits.digestOf(agreement);
        vm.prank(bob.account);
        splits.decline(agreement, 1, "too little", "");
        bytes[] memory signatures = _signatures(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.Declined.selector, digest));
        splits.conclude(agreement, signatures);
    }

    function test_reverts_whenAlreadyConcluded() public {
        Agreement memory agreement = _plain();
        bytes32 digest = _conclude(agreement);
        bytes[] memory signatures = _signatures(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadyConcluded.selector, digest));
        splits.conclude(agreement, signatures);
    }

    function test_reverts_whenNotAllSigned() public {
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotAllSigned.selector, 2, 3));
        splits.conclude(agreement, new bytes[](2));
    }

    function test_reverts_whenASignatureIsEmpty() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        signatures[2] = "";
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, carol.account));
        splits.conclude(agreement, signatures);
    }

    function testFuzz_reverts_whenAnotherSigned(uint256 key) public {
        key = bound(key, 1, ORDER - 1);
        vm.assume(vm.addr(key) != bob.account);
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        signatures[1] = _sign(Signer(vm.addr(key), key), splits.digestOf(agreement));
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, bob.account));
        splits.conclude(agreement, signatures);
    }

    function test_reverts_whenOtherTermsWereSigned() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        agreement.prose = keccak256("other prose");
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, alice.account));
        splits.conclude(agreement, signatures);
    }

    function test_reverts_whenSignedForAnotherChain() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        vm.chainId(block.chainid + 1);
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, alice.account));
        splits.conclude(agreement, signatures);
    }

    function test_reverts_whenASignatureHasATwin() public {
        Agreement memory agreement = _plain();
        bytes[] memory signatures = _signatures(agreement);
        signatures[0] = _twin(_sign(alice, splits.digestOf(agreement)));
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, alice.account));
        splits.conclude(agreement, signatures);
    }

    function testFuzz_reverts_whenItNamesAVersion(bytes32 root, bytes32 previous) public {
        vm.assume(root != 0 || previous != 0);
        Agreement memory agreement = _plain();
        (agreement.root, agreement.previous) = (root, previous);
        bytes[] memory signatures = _signatures(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.VersionMismatch.selector, root, previous));
        splits.conclude(agreement, signatures);
    }
}
