// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";

import {FactsBase} from "./FactsBase.t.sol";

// recordRoot
// ├── when the quorum is unknown: it reverts
// ├── when the sequence is not the next: it reverts
// ├── when the root was recorded: it reverts
// ├── when not confirmed: it reverts
// └── else: it emits RootRecorded and makes the batch readable
// isIncluded
// ├── when the root was not recorded by the fact's quorum: false
// ├── when the proof does not lead there: false
// ├── when another fact of the round was recorded: false
// ├── when the fact was revoked: false
// └── else: true
contract FactsRecordRootTest is FactsBase {
    function testFuzz_recordsRoots(bytes32[3] memory roots) public {
        vm.assume(roots[0] != roots[1] && roots[1] != roots[2] && roots[0] != roots[2]);
        for (uint64 i; i < 3; ++i) {
            assertEq(facts.rootRecordedAt(quorum, roots[i]), 0);
            vm.expectEmit(address(facts));
            emit Facts.RootRecorded(quorum, roots[i], i + 1, THREE);
            _record(roots[i], i + 1);
            assertEq(facts.rootRecordedAt(quorum, roots[i]), block.timestamp);
            assertEq(facts.quorumOf(quorum).sequence, i + 1);
        }
    }

    function testFuzz_reverts_whenSequenceDiffers(uint64 sequence) public {
        vm.assume(sequence != 2);
        _record("first", 1);
        Confirmations memory given = _confirmations(THREE, _batch(quorum, "second", sequence));

        vm.expectRevert(abi.encodeWithSelector(Facts.SequenceDiffers.selector, sequence, 2));
        facts.recordRoot(quorum, "second", sequence, given);
    }

    function test_reverts_whenRootTwice() public {
        _record("first", 1);
        Confirmations memory given = _confirmations(THREE, _batch(quorum, "first", 2));

        vm.expectRevert(abi.encodeWithSelector(Facts.RootTwice.selector, bytes32("first")));
        facts.recordRoot(quorum, "first", 2, given);
    }

    function test_reverts_whenQuorumUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(Facts.QuorumUnknown.selector, bytes32("unknown")));
        facts.recordRoot("unknown", "root", 1, Confirmations(0, ""));
    }

    function test_reverts_whenNotConfirmed() public {
        _expectRefusals(_batch(quorum, "root", 1), _attempt);
    }

    function testFuzz_includesEachLeaf(Fact[4] memory batch) public {
        for (uint256 i; i < 4; ++i) {
            batch[i].quorum = quorum;
        }
        bytes32 root = _rootOf(batch);
        assertFalse(facts.isIncluded(batch[0], root, _proofOf(batch, 0)));
        _record(root, 1);

        for (uint256 i; i < 4; ++i) {
            assertTrue(facts.isIncluded(batch[i], root, _proofOf(batch, i)));
        }
    }

    function testFuzz_excludesOthers(Fact[4] memory batch, Fact memory other) public {
        for (uint256 i; i < 4; ++i) {
            batch[i].quorum = quorum;
        }
        other.quorum = quorum;
        vm.assume(_digest(other) != _digest(batch[0]) && _digest(other) != _digest(batch[1]));
        bytes32 root = _rootOf(batch);
        _record(root, 1);

        assertFalse(facts.isIncluded(other, root, _proofOf(batch, 0)));
        // The root of an honest quorum says nothing for another.
        other = batch[0];
        other.quorum = facts.create(_accounts(_attestors()), 3, NOTICE);
        assertFalse(facts.isIncluded(other, root, _proofOf(batch, 0)));
    }

    function test_excludesWhenRoundTaken() public {
        (Fact memory fact, bytes32 root, bytes32[] memory proof) = _recordedLeaf();
        Fact memory rival = _fact();
        rival.value = keccak256("another");
        facts.record(rival, _confirmations(rival));

        assertFalse(facts.isIncluded(fact, root, proof));
    }

    function test_includesWhenAlsoRecorded() public {
        (Fact memory fact, bytes32 root, bytes32[] memory proof) = _recordedLeaf();
        facts.record(fact, _confirmations(fact));

        assertTrue(facts.isIncluded(fact, root, proof));
    }

    function test_excludesWhenRevoked() public {
        (Fact memory fact, bytes32 root, bytes32[] memory proof) = _recordedLeaf();
        facts.revoke(fact, _confirmations(THREE, _revocation(fact)));

        assertFalse(facts.isIncluded(fact, root, proof));
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        _record("first", 1);
        _record("second", 2);
        vm.snapshotGasLastCall("facts", "recordRoot, 3 of 5, any number of facts");
    }

    function _recordedLeaf() private returns (Fact memory fact, bytes32 root, bytes32[] memory proof) {
        fact = _fact();
        Fact[4] memory batch = [fact, fact, fact, fact];
        root = _rootOf(batch);
        proof = _proofOf(batch, 0);
        _record(root, 1);
        assertTrue(facts.isIncluded(fact, root, proof));
    }

    function _record(bytes32 root, uint64 sequence) private {
        facts.recordRoot(quorum, root, sequence, _confirmations(THREE, _batch(quorum, root, sequence)));
    }

    function _attempt(Confirmations memory given) internal {
        facts.recordRoot(quorum, "root", 1, given);
    }

    function _rootOf(Fact[4] memory batch) private pure returns (bytes32) {
        return _pair(_pair(_leaf(batch[0]), _leaf(batch[1])), _pair(_leaf(batch[2]), _leaf(batch[3])));
    }

    function _proofOf(Fact[4] memory batch, uint256 index) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](2);
        proof[0] = _leaf(batch[index ^ 1]);
        uint256 uncle = index < 2 ? 2 : 0;
        proof[1] = _pair(_leaf(batch[uncle]), _leaf(batch[uncle + 1]));
    }
}
