// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";

import {FactsBase} from "./FactsBase.t.sol";

// create
// ├── when the quorum exists: it reverts
// ├── when there are more than 32 attestors: it reverts
// ├── unless 1 <= k < n < 2(k+1): it reverts
// ├── when an attestor is zero: it reverts
// ├── when an attestor is listed twice: it reverts
// └── else
//     ├── it stores members, k and notice under the hash of all three
//     ├── it emits QuorumCreated
//     └── it uses one slot per attestor, two for the quorum, one for the list
contract FactsCreateTest is FactsBase {
    function testFuzz_storesUnderHash(uint256 count, uint8 k, uint32 notice) public {
        count = bound(count, 2, 32);
        k = uint8(bound(k, count / 2 == 0 ? 1 : count / 2, count - 1));
        address[] memory members = _accounts(_signers("member", count));
        bytes32 id = keccak256(abi.encode(members, k, notice));

        vm.expectEmit(address(facts));
        emit Facts.QuorumCreated(id, members, k, notice);
        bytes32 created = facts.create(members, k, notice);

        assertEq(created, id);
        assertEq(facts.membersOf(id), members);
        assertEq(abi.encode(facts.quorumOf(id)), abi.encode(count, k, notice, 0, 0, 0, 0));
    }

    function testFuzz_reverts_whenThresholdOutOfRange(uint256 count, uint8 k) public {
        count = bound(count, 0, 32);
        uint256 lowest = count / 2 == 0 ? 1 : count / 2;
        vm.assume(k < lowest || k >= count);
        address[] memory members = _accounts(_signers("member", count));

        vm.expectRevert(abi.encodeWithSelector(Facts.ThresholdOutOfRange.selector, k, count));
        facts.create(members, k, NOTICE);
    }

    function test_reverts_whenQuorumExists() public {
        address[] memory members = facts.membersOf(quorum);

        vm.expectRevert(abi.encodeWithSelector(Facts.QuorumExists.selector, quorum));
        facts.create(members, K, NOTICE);
    }

    function test_reverts_whenTooManyAttestors() public {
        address[] memory members = _accounts(_signers("member", 33));

        vm.expectRevert(abi.encodeWithSelector(Facts.TooManyAttestors.selector, 33, 32));
        facts.create(members, 20, NOTICE);
    }

    function testFuzz_reverts_whenAttestorZero(uint256 index) public {
        index = bound(index, 0, 4);
        address[] memory members = _accounts(_signers("member", 5));
        members[index] = address(0);

        vm.expectRevert(abi.encodeWithSelector(Facts.AttestorZero.selector, index));
        facts.create(members, K, NOTICE);
    }

    function testFuzz_reverts_whenAttestorTwice(uint256 first, uint256 second) public {
        first = bound(first, 0, 3);
        second = bound(second, first + 1, 4);
        address[] memory members = _accounts(_signers("member", 5));
        members[second] = members[first];

        vm.expectRevert(abi.encodeWithSelector(Facts.AttestorTwice.selector, members[first]));
        facts.create(members, K, NOTICE);
    }

    function test_usesOneSlotPerAttestor() public {
        address[] memory members = _accounts(_signers("member", 5));
        vm.record();
        facts.create(members, K, NOTICE);
        (, bytes32[] memory writes) = vm.accesses(address(facts));

        bytes32[] memory slots = new bytes32[](writes.length);
        uint256 distinct;
        for (uint256 i; i < writes.length; ++i) {
            bool known;
            for (uint256 j; j < distinct; ++j) {
                if (slots[j] == writes[i]) known = true;
            }
            if (!known && vm.load(address(facts), writes[i]) != 0) slots[distinct++] = writes[i];
        }
        // One for the quorum's numbers, one for the list of members.
        assertEq(distinct, 5 + 2);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        facts.create(_accounts(_signers("member", 5)), K, NOTICE);
        vm.snapshotGasLastCall("facts", "create, 5 attestors");
    }
}
