// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPayee} from "src/interfaces/IPayee.sol";
import {Ledger} from "src/Ledger.sol";

import {Striker} from "./Striker.sol";

/// @notice Books each payment as a liability of the key, and gives it back on demand.
contract Payee is IPayee, Striker {
    struct Received {
        address payer;
        bytes32 key;
        uint256 id;
        uint256 amount;
        bytes data;
    }

    Ledger private immutable LEDGER;

    Received public received;
    uint256 public payments;
    mapping(bytes32 key => mapping(uint256 id => uint256 amount)) public booked;

    bytes4 private _answer = IPayee.onPayment.selector;
    bool private _refusing;

    error Refused(bytes data);

    constructor(Ledger ledger) {
        LEDGER = ledger;
    }

    function answerWith(bytes4 answer) external {
        _answer = answer;
    }

    function refuse() external {
        _refusing = true;
    }

    function onPayment(address payer, bytes32 key, uint256 id, uint256 amount, bytes calldata data)
        external
        returns (bytes4)
    {
        require(msg.sender == address(LEDGER), "not the ledger");
        require(!_refusing, Refused(data));
        ++payments;
        received = Received(payer, key, id, amount, data);
        booked[key][id] += amount;
        _strike();
        return _answer;
    }

    function move(bytes32 key, address to, uint256 id, uint256 amount) external {
        uint256 liability = booked[key][id];
        booked[key][id] = liability > amount ? liability - amount : 0;
        LEDGER.move(key, to, id, amount);
    }

    function distribute(bytes32 key, uint256 id, address[] calldata to, uint256[] calldata amounts) external {
        for (uint256 i; i < amounts.length; ++i) {
            uint256 liability = booked[key][id];
            booked[key][id] = liability > amounts[i] ? liability - amounts[i] : 0;
        }
        LEDGER.distribute(key, id, to, amounts);
    }
}
